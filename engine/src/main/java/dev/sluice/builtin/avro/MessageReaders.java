package dev.sluice.builtin.avro;

/** Makes what reads the messages of one task. Thread-safe. */
@FunctionalInterface
interface MessageReaders {
    MessageReader ofTask();
}
