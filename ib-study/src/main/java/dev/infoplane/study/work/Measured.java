package dev.infoplane.study.work;

import dev.infoplane.plane.PointKey;
import dev.infoplane.storage.Identity;
import dev.infoplane.study.task.StudyTask;
import java.util.List;

/**
 * What a layer of a network computes after an epoch.
 *
 * @param keys of the points that it is; several if regimes share the untrained network
 * @param shape of what the layer computes of one image
 */
record Measured(List<PointKey> keys, StudyTask network, int epoch, String hookPoint, List<Integer> shape) {
    String name() {
        return keys.get(0).toString();
    }

    Identity on(Identity work) {
        return work.with(Parameters.EPOCH, epoch).with(Parameters.HOOK_POINT, hookPoint);
    }
}
