"""What follows a name and what it says of it, by the first two characters: facts of the language, for the person features of this stage."""

from __future__ import annotations

from typing import Final

_SAYING: Final = "说道 表示 告诉 介绍 认为 指出 强调 坦言 感慨 回忆 笑着 等人 一行 一家 先生 女士 大爷 同志 老人 夫妇"
_PERSONAL: Final = (
    "提着 骑着 拿着 抱着 握着 端着 背着 捧着 拄着 牵着 挑着 穿着 戴着 扛着 推着 哭着 蹲着 躺着 站着 坐着 拎着 搂着 扶着 攥着 踩着 望着 "
    "盯着 红着 流着 含着 摇头 摇摇 点头 点点 摆手 摆摆 叹气 叹了 叹道 挠头 挠挠 挠了 哽咽 抹了 抹着 擦了 擦着 掏出 递上 递来 递过 接过 "
    "放下 端来 端出 端上 喊道 答道 笑道 回答 脱口 不服 供认 当庭 趁人 酒后 患有 患上 患病 确诊 住院 出院 从小 自幼 夫妻 父子 母子 母女 "
    "父女 兄弟 姐妹 兄妹 姐弟 爷孙 祖孙 两口 两兄 两姐 父亲 母亲 家里 家中 家门 他爹 他娘 他妈 她爹 她妈 嫂子 大妈 大娘 大叔 大伯 大姐 "
    "大哥 奶奶 爷爷 阿姨 师傅 老师 医生 护士 同学 教授 老伯 老汉 老太 哭了 笑了 病了 当场 因涉 心里 "
)
_DOING: Final = (
    "考上 考取 考入 去世 病逝 离世 过世 当上 养了 种了 喂了 打趣 小朋 供出 嫁到 嫁给 娶了 怀孕 生下 辞职 辞去 退休 退伍 毕业 打工 返乡 捡到 捡了 "
    "咬牙 咬咬 咧嘴 起身 弯腰 弯下 俯身 蹲下 跪在 躺在 攒下 攒了 拨通 乐了 愣了 愣住 落泪 含泪 抬头 低头 转身 扭头 挽起 卷起 掰着 搓着 "
)
#: Words of saying and of address.
SAYING: Final[frozenset[str]] = frozenset(_SAYING.split())
#: What only somebody does or has (提着一篮鸡蛋, 哽咽, 家里, 兄弟俩).
PERSONAL: Final[frozenset[str]] = frozenset(_PERSONAL.split())
#: More of the same, which the weights do not know: they count only where a clause begins with a name that is a word too.
DOING: Final[frozenset[str]] = PERSONAL | frozenset(_DOING.split())
#: What follows somebody who does something rather than a word that is done or that describes: 律师方圆为农民工, 民警雷鸣把.
ACTS: Final[frozenset[str]] = frozenset("正在把将被也都就又还从向为对说称每一已曾刚便独常是给跟与因背带抱捡跳")
