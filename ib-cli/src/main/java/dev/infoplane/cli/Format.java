package dev.infoplane.cli;

/** How results are printed. */
enum Format {
    /** Names and values in two columns. */
    TABLE,
    /** One JSON object, in which amounts that are infinite are null. */
    JSON
}
