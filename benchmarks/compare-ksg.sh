#!/bin/sh
# KSG here and on scikit-learn's k-d tree (or SciPy's), alternately in one session, on the same kind of data.
#
# usage: benchmarks/compare-ksg.sh PEER.py [wrapper command ...]
#   PEER.py   a script that takes --tree --n --d --k --threads --reps and prints a median in seconds
#   wrapper   put before each comparison, for instance: flock some.lock
# needs: mvn -q -pl benchmarks -am compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
set -eu
here=$(cd "$(dirname "$0")" && pwd)
peer=$1
shift
classpath="$here/target/classes:$(cat "$here/target/classpath.txt")"
python=${PYTHON:-/usr/bin/python3}
for case in 10000:1:101:9 100000:1:15:3 10000:3:31:5 100000:3:5:2 10000:10:9:3 100000:10:2:1; do
  IFS=: read -r n d reps peer_reps <<END
$case
END
  "$@" sh -c "
    for round in 1 2; do
      java -cp '$classpath' dev.infoplane.benchmarks.KsgTimes $n $d 1 $reps
      $python '$peer' --tree sklearn --n $n --d $d --k 4 --threads 1 --reps $peer_reps | tail -1
    done
    java -cp '$classpath' dev.infoplane.benchmarks.KsgTimes $n $d 2 $reps
    java -cp '$classpath' dev.infoplane.benchmarks.KsgTimes $n $d 2 $reps
    $python '$peer' --tree scipy --n $n --d $d --k 4 --threads 2 --reps $peer_reps | tail -1
  "
done
