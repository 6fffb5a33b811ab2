. /work/w/lib.sh
unset LD_PRELOAD
B=${3:-/work/w/g6}
[ -f $W/$2.hsm ] || $P export.py $W/$1 $W/$2.hsm --tokenizer $T --treebanks /work/shared/data/ud/ewt-train.conllu /work/shared/data/ud/gum-train.conllu --kind int8 --version 0.0.$RANDOM > $W/$2.export.log 2>&1
export HEARSAY_MODEL=$W/$2.hsm
{ echo "== $2"; python3 /work/shared/eval/statements.py $B /work/shared/data/polnear/dev | grep -E "exact\(np\)|^attr "; } | tee $W/$2.score3
