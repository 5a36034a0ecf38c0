#!/bin/sh
# Renders what is not there yet, one picture at a time; each is cleaned and encoded while the next one renders.
# Stop it and start it again as you like.
#   scripts/pictures/render.sh [names…]
set -eu
cd "$(dirname "$0")/../.."
here=scripts/pictures
work=${PICTURES_WORK:-.data/pictures}
size=${PICTURES_SIZE:-1440}
samples=${PICTURES_SAMPLES:-26}
python=${PYTHON:-python3}
mkdir -p "$work/raw" "$work/clean" "$work/part"

finish() {
  nice -n 19 "$python" $here/denoise.py "$work/raw/$1.png" "$work/clean/$1.png"
  nice -n 19 node $here/encode.mjs "$work/clean" "$1"
}

names=${*:-$(sed -n 's/^    "\([a-z-]*\)": scene.*/\1/p' $here/pictures.py)}
for name in $names; do
  if [ ! -f "$work/raw/$name.png" ]; then
    echo "$(date +%T) $name"
    nice -n 19 blender -b -P $here/pictures.py -- "$work/part" "$size" "$samples" "$name" >"$work/part/$name.log" 2>&1
    mv "$work/part/$name.png" "$work/raw/$name.png"
  fi
  if [ ! "$work/clean/$name.png" -nt "$work/raw/$name.png" ]; then
    wait
    finish "$name" &
  fi
done
wait
