package dev.sluice.spi.source;

import dev.sluice.config.ConfigOption;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.types.StructType;
import java.util.List;
import java.util.Map;

/** A kind of source, found by {@code META-INF/services} and named in {@code format(name)}. Stateless. */
public interface SourceProvider {
    /** What a user writes in {@code format(...)}; compared without case. */
    String name();

    /** What the manual says of it, in a few sentences: what it reads, and whether it can read it again. */
    default String documentation() {
        return "";
    }

    /** Every option the source takes; others are refused. */
    List<ConfigOption<?>> options();

    /**
     * Completes the settings by what the data says, such as a schema that the user left out. Called once for a DataFrame,
     * before any other method is given its settings.
     */
    default SourceSettings discover(SourceSettings settings, Discovery discovery) {
        return settings;
    }

    /**
     * The schema that reads with these settings will have, without opening anything. Called when the DataFrame is made,
     * so that mistakes show there.
     */
    StructType schema(SourceSettings settings);

    /** Columns that rows have beside those of the schema, for who names them: {@code _metadata}, or none. */
    default StructType hidden() {
        return new StructType();
    }

    /**
     * What of the settings decides which data a stream reads, by name. A checkpoint refuses to go on where one of these
     * has another value; limits, and what only concerns how data is read, do not belong here.
     */
    default Map<String, String> identity(SourceSettings settings) {
        return Map.of();
    }

    /**
     * What of the settings decides how much the source puts up with, such as what becomes of a file that is gone, by name.
     * It may change at any time, also for a batch that is planned; plans record it, so that a change is told.
     */
    default Map<String, String> leniency(SourceSettings settings) {
        return Map.of();
    }

    /**
     * What of the settings decides which rows a source makes of its data, such as the separator of a CSV file, by name: only
     * what is set. It may change at any time, as {@link #leniency} may.
     */
    default Map<String, String> parsing(SourceSettings settings) {
        return Map.of();
    }

    /**
     * Where the data really is that settings name, such as behind a link, by name; what cannot be found out is left out. Plans
     * record it, so that a change is told.
     */
    default Map<String, String> places(SourceSettings settings, CheckpointFs files) {
        return Map.of();
    }

    /**
     * Refuses what must not be while other sources of the same query read their data.
     *
     * @param others their settings, whoever provides them
     */
    default void checkBeside(SourceSettings settings, List<SourceSettings> others) {}

    /** Opens the source for one streaming query. Called on the thread of the query, again after each restart. */
    Source open(SourceSettings settings, SourceContext context);

    /** Whether {@code readStream()} accepts it. */
    default boolean supportsStreaming() {
        return true;
    }

    /**
     * Whether the continuous trigger accepts it. Then {@link Source#latestOffset}, with {@link ReadAhead#ALWAYS}, answers at once
     * and from memory, for it is asked as often as rows may arrive.
     */
    default boolean supportsContinuous() {
        return false;
    }

    /** Whether {@code read()} accepts it: then the range from no offset to the latest one is the whole data. */
    default boolean supportsBatch() {
        return false;
    }
}
