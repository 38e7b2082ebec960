package dev.infoplane.storage;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Comparator;

/** Names of files and arrays in the order a person expects: {@code layer2} before {@code layer10}. */
public enum NaturalOrder implements Comparator<String>, Serializable {
    /** The order. */
    INSTANCE;

    private static final String BETWEEN_DIGITS_AND_OTHERS = "(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)";

    @Override
    public int compare(String a, String b) {
        String[] ofA = a.split(BETWEEN_DIGITS_AND_OTHERS);
        String[] ofB = b.split(BETWEEN_DIGITS_AND_OTHERS);
        for (int i = 0; i < Math.min(ofA.length, ofB.length); i++) {
            boolean numbers = ofA[i].matches("\\d+") && ofB[i].matches("\\d+");
            int order = numbers ? new BigInteger(ofA[i]).compareTo(new BigInteger(ofB[i])) : ofA[i].compareTo(ofB[i]);
            if (order != 0) {
                return order;
            }
        }
        int length = Integer.compare(ofA.length, ofB.length);
        return length != 0 ? length : a.compareTo(b);
    }
}
