package dev.infoplane.models.decoder;

import ai.djl.Device;

/** How one training runs; the public options of each family are turned into this. */
record TrainingPlan(
        int steps,
        int batchSize,
        double learningRate,
        double averaging,
        double clipNorm,
        int checks,
        boolean keepBest,
        Device device) {}
