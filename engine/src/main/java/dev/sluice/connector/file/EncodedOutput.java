package dev.sluice.connector.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;

/** Takes whole records in UTF-8 and writes them in another encoding; characters that it lacks become question marks. */
final class EncodedOutput extends OutputStream {
    private final Writer writer;

    EncodedOutput(OutputStream output, Charset charset) {
        this.writer = new OutputStreamWriter(output, charset);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int count) throws IOException {
        writer.write(new String(bytes, start, count, UTF_8));
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
