package dev.sluice.testkit.simulation;

import dev.sluice.seam.CheckpointFs;
import java.io.IOException;

/** A file being written as another one is. */
class ForwardingOutput implements CheckpointFs.Output {
    final CheckpointFs.Output output;

    ForwardingOutput(CheckpointFs.Output output) {
        this.output = output;
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
        output.write(bytes, start, length);
    }

    @Override
    public void sync() throws IOException {
        output.sync();
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
