"""localgov-kg: Chinese local-government news and policy text as a knowledge graph with evidence."""

__version__ = "0.1.0"
