package dev.sluice.execution;

import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.Source;
import java.util.ArrayList;
import java.util.List;

/** Static sources, opened for one batch and read from their beginning to where they end now. */
public final class Tables implements AutoCloseable {
    /** No tables at all. */
    static final Tables NONE = new Tables();

    private final List<Source> open = new ArrayList<>();
    private final List<SourceInput> inputs = new ArrayList<>();

    private Tables() {}

    /** Opens each of these, in their order. */
    public static Tables open(List<SourceRelation> relations, QueryEnvironment environment) {
        Tables tables = new Tables();
        try {
            relations.forEach(relation -> tables.add(relation, environment));
            return tables;
        } catch (RuntimeException failed) {
            tables.close();
            throw failed;
        }
    }

    private void add(SourceRelation relation, QueryEnvironment environment) {
        Source source = relation.provider()
                .open(relation.settings(), new StaticSourceContext(Integer.toString(open.size()), environment));
        open.add(source);
        Offset end = source.latestOffset(null, ReadLimit.ALL_AVAILABLE);
        inputs.add(new SourceInput(source, end == null ? List.of() : source.splits(null, end)));
    }

    List<SourceInput> inputs() {
        return inputs;
    }

    @Override
    public void close() {
        open.forEach(Source::close);
    }
}
