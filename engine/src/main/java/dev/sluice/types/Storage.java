package dev.sluice.types;

/** The kind of array in which vectors, tables and state files hold the values of a type: several types share each. */
public enum Storage {
    BOOLEANS,
    INTS,
    LONGS,
    DOUBLES,
    BYTES
}
