package dev.sluice.format.avro;

/** Two types do not fit each other, whatever the data. */
public final class AvroMismatchException extends Exception {
    AvroMismatchException(AvroType writer, AvroType reader) {
        this(writer.text() + " cannot be read as " + reader.text());
    }

    AvroMismatchException(String why) {
        super(why);
    }
}
