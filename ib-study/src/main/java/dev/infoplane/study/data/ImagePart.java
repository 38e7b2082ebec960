package dev.infoplane.study.data;

/** Which images of a data set, as its authors divided it. */
public enum ImagePart {
    /** For training. */
    TRAIN,
    /** For choosing between models; few data sets have one. */
    VALIDATE,
    /** For the final measurement. */
    TEST
}
