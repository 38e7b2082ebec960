package dev.infoplane.probe.internal;

import ai.djl.nn.LambdaBlock;

/** Stands for an inner module of a TorchScript block, which no DJL block is. */
public final class TorchModule extends LambdaBlock {
    TorchModule(String path) {
        super(values -> values, path);
    }
}
