#!/bin/sh
# A training step of ResNet-20 here and in PyTorch under Python, alternately in one session, on one thread each.
#
# usage: benchmarks/compare-resnet.sh [rounds]
#   PYTHON   a Python with torch
# needs: mvn -q -DskipTests package
set -eu
here=$(cd "$(dirname "$0")" && pwd)
examples="$here/../examples/target"
classpath=${CLASSPATH:-"$examples/infoplane-examples.jar:$examples/lib/*"}
export OMP_NUM_THREADS=1 MKL_NUM_THREADS=1
for round in $(seq "${1:-3}"); do
  java -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1 -DOPT_OUT_TRACKING=true \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp "$classpath" dev.infoplane.examples.speed.ResNetStepTimes
  "${PYTHON:-/usr/bin/python3}" "$here/resnet_step.py"
done
