package dev.sluice.connector.file;

import dev.sluice.spi.source.Split;

/** The records of a file that begin in {@code [start, end)}. */
record FileSplit(FileEntry file, long start, long end) implements Split {
    @Override
    public String description() {
        return file.path() + " bytes " + start + "-" + end;
    }

    /** In the content, which is not that of the file where it is compressed. */
    @Override
    public String place(long position) {
        return "byte " + position;
    }

    @Override
    public boolean isReadAgain() {
        return true;
    }

    /** As if a record were a byte; what is compressed may have more. */
    @Override
    public long mostRows() {
        return end - start;
    }
}
