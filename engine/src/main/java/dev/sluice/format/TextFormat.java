package dev.sluice.format;

import dev.sluice.config.ConfigOption;
import dev.sluice.config.Options;
import dev.sluice.types.StructType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A format of records in bytes, such as {@code json}. Stateless. */
public interface TextFormat {
    String name();

    List<ConfigOption<?>> readOptions();

    List<ConfigOption<?>> writeOptions();

    /** The end of the names of files written in it, for example {@code .json}. */
    String extension();

    /** Whether a file may be cut at any line break and its parts read on their own. */
    boolean isSplittable(Options options);

    /** The encoding of files; parsers and writers know UTF-8 alone. */
    default Charset charset(Options options) {
        return StandardCharsets.UTF_8;
    }

    /** Refuses, as an analysis error, a schema that cannot be read. */
    void checkReadable(StructType schema);

    /** Refuses, as an analysis error, a schema that cannot be written. */
    void checkWritable(StructType schema);

    /**
     * A parser that fills the columns of {@code wanted}.
     *
     * @param whole the schema of the records; formats that go by position need all of it
     * @param wanted the columns to fill, each by name and type one of {@code whole} or the corrupt-record column
     * @param timeZone for texts of times without a zone
     */
    RecordParser parser(StructType whole, StructType wanted, Options options, ZoneId timeZone);

    /** What finds the schema of files, null if the format has one of its own. */
    default @Nullable SchemaInference inference(Options options, ZoneId timeZone) {
        return null;
    }

    RecordWriter writer(StructType schema, Options options, ZoneId timeZone);
}
