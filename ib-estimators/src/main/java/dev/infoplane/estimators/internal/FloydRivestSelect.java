package dev.infoplane.estimators.internal;

/** Partitions rows about the middle one by the value of one coordinate (Floyd and Rivest 1975, algorithm 489). */
public final class FloydRivestSelect {
    /** From this size on the pivot comes from a sample of its own. */
    private static final int SAMPLED = 600;

    private FloydRivestSelect() {}

    /** Reorders rows [from, to), and {@code order} with them, so that none before middle exceeds one from middle on. */
    public static void partition(float[] rows, int[] order, int d, int j, int from, int to, int middle) {
        select(rows, order, d, j, from, to - 1, middle);
    }

    private static void select(float[] rows, int[] order, int d, int j, int from, int to, int middle) {
        int low = from;
        int high = to;
        while (low < high) {
            if (high - low > SAMPLED) {
                narrow(rows, order, d, j, low, high, middle);
            }
            float pivot = rows[middle * d + j];
            int left = low;
            int right = high;
            while (left <= right) {
                while (rows[left * d + j] < pivot) {
                    left++;
                }
                while (rows[right * d + j] > pivot) {
                    right--;
                }
                if (left <= right) {
                    swap(rows, order, d, left++, right--);
                }
            }
            if (middle <= right) {
                high = right;
            } else if (middle >= left) {
                low = left;
            } else {
                return;
            }
        }
    }

    /** Brings a row to the middle that a sample says belongs very near it. */
    private static void narrow(float[] rows, int[] order, int d, int j, int low, int high, int middle) {
        double size = high - low + 1;
        double place = middle - low + 1;
        double log = Math.log(size);
        double sample = 0.5 * Math.exp(2 * log / 3);
        double spread = 0.5 * Math.sqrt(log * sample * (size - sample) / size) * Math.signum(place - size / 2);
        int first = Math.max(low, (int) (middle - place * sample / size + spread));
        int last = Math.min(high, (int) (middle + (size - place) * sample / size + spread));
        select(rows, order, d, j, first, last, middle);
    }

    private static void swap(float[] rows, int[] order, int d, int a, int b) {
        int row = order[a];
        order[a] = order[b];
        order[b] = row;
        int atA = a * d;
        int atB = b * d;
        for (int i = 0; i < d; i++) {
            float v = rows[atA + i];
            rows[atA + i] = rows[atB + i];
            rows[atB + i] = v;
        }
    }

    /** The middle one of values by size; the array is reordered. */
    public static float median(float[] values) {
        int middle = values.length / 2;
        partition(values, new int[values.length], 1, 0, 0, values.length, middle);
        return values[middle];
    }
}
