package dev.infoplane.study.work;

import dev.infoplane.estimate.NoiseModel;
import java.nio.charset.StandardCharsets;

/**
 * What an estimate says of a member of a pool, beside its scores.
 *
 * @param values a row of its activations has, 0 without activations
 * @param sigma of the noise that was added to them, 0 for none
 */
record PointFacts(int values, double sigma) {
    byte[] bytes() {
        return (values + " " + sigma).getBytes(StandardCharsets.US_ASCII);
    }

    static PointFacts of(byte[] bytes) {
        String[] parts = new String(bytes, StandardCharsets.US_ASCII).split(" ");
        return new PointFacts(Integer.parseInt(parts[0]), Double.parseDouble(parts[1]));
    }

    NoiseModel noise() {
        return sigma == 0 ? NoiseModel.none() : NoiseModel.gaussian(sigma);
    }
}
