package com.example.spearman;

import dev.infoplane.testkit.EstimatorContract;

class SpearmanMiTest extends EstimatorContract {
    SpearmanMiTest() {
        super("spearman");
    }
}
