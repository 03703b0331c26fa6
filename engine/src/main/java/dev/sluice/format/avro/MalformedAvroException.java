package dev.sluice.format.avro;

/** Bytes are no message of their schema. Whoever reads messages says of which, and what becomes of it. */
public final class MalformedAvroException extends RuntimeException {
    MalformedAvroException(String why) {
        // Where in the code it was noticed says nothing, and there may be many of them.
        super(why, null, false, false);
    }
}
