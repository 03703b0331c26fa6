package dev.sluice.plan.logical;

import dev.sluice.spi.source.SourceProvider;
import dev.sluice.spi.source.SourceSettings;
import dev.sluice.types.StructType;
import java.time.ZoneId;

/** A source as a user described it, not yet opened. Compared by identity: one {@code load()} is one source. */
public final class SourceRelation {
    /** The one name that a hidden column has. */
    public static final String MAY_BE_HIDDEN = "_metadata";

    private final SourceProvider provider;
    private final SourceSettings settings;
    private final StructType schema;

    public SourceRelation(SourceProvider provider, SourceSettings settings) {
        this.provider = provider;
        this.settings = settings;
        this.schema = provider.schema(settings);
    }

    public SourceProvider provider() {
        return provider;
    }

    public SourceSettings settings() {
        return settings;
    }

    public StructType schema() {
        return schema;
    }

    /** The same source where texts without a time zone are of another one. */
    public SourceRelation in(ZoneId timeZone) {
        return new SourceRelation(provider, settings.in(timeZone));
    }

    /** Columns that rows have beside those of the schema, for who names them. */
    public StructType hidden() {
        return schema.indexOf(MAY_BE_HIDDEN).isPresent() ? new StructType() : provider.hidden();
    }

    /** For plans: the format and, where there is one, the path. */
    public String describe() {
        String path = settings.options().asMap().get("path");
        return path == null ? provider.name() : provider.name() + " " + path;
    }
}
