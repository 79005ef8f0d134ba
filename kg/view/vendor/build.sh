#!/bin/sh
# Rebuilds sigma-graphology.min.js and LICENSES.txt from the versions that package.json pins (needs node and npm; only maintainers run this).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/entry.js" "$work"
[ ! -f "$here/package-lock.json" ] || cp "$here/package-lock.json" "$work"
cd "$work"
npm install --no-audit --no-fund --ignore-scripts=false
npx esbuild entry.js --bundle --minify --format=iife --global-name=KGSigma --target=es2020 --legal-comments=none --charset=ascii \
  --banner:js="/* sigma.js and graphology, MIT licence; see LICENSES.txt */" --outfile="$here/sigma-graphology.min.js"
cp package-lock.json "$here/package-lock.json"
: >"$here/LICENSES.txt"
for name in sigma graphology graphology-utils events; do
  file=$(find "node_modules/$name" -maxdepth 1 -iname 'licen[cs]e*' | head -n 1)
  printf '%s %s\n\n' "$name" "$(node -p "require('./node_modules/$name/package.json').version")" >>"$here/LICENSES.txt"
  [ -z "$file" ] || cat "$file" >>"$here/LICENSES.txt"
  printf '\n----\n\n' >>"$here/LICENSES.txt"
done
