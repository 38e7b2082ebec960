package dev.infoplane.estimators;

/** Partitions row indices about the middle one by the value of one coordinate (Hoare's quickselect, median of three). */
final class Selection {
    private Selection() {}

    /** Reorders {@code order[from, to)} so that no row before {@code middle} has a larger value than one from it on. */
    static void partition(int[] order, float[] rows, int d, int j, int from, int to, int middle) {
        int low = from;
        int high = to - 1;
        while (low < high) {
            float pivot = median(
                    rows[order[low] * d + j], rows[order[(low + high) >>> 1] * d + j], rows[order[high] * d + j]);
            int left = low;
            int right = high;
            while (left <= right) {
                while (rows[order[left] * d + j] < pivot) {
                    left++;
                }
                while (rows[order[right] * d + j] > pivot) {
                    right--;
                }
                if (left <= right) {
                    int kept = order[left];
                    order[left++] = order[right];
                    order[right--] = kept;
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

    private static float median(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
