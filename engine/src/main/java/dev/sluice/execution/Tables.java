package dev.sluice.execution;

import dev.sluice.execution.join.JoinTable;
import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.spi.source.Offset;
import dev.sluice.spi.source.ReadLimit;
import dev.sluice.spi.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Static sources, opened for one batch and read from their beginning to where they end now, and the sides of joins that are
 * held. The turns of an epoch share them: what one of them has made is there for the next.
 */
public final class Tables implements AutoCloseable {
    private final List<Source> open = new ArrayList<>();
    private final List<SourceInput> inputs = new ArrayList<>();

    private final Map<Integer, JoinTable> joinTables = new HashMap<>();

    private Tables() {}

    /** No sources at all. */
    static Tables none() {
        return new Tables();
    }

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

    /** By number, those that were made. */
    Map<Integer, JoinTable> joinTables() {
        return joinTables;
    }

    @Override
    public void close() {
        joinTables.values().forEach(JoinTable::close);
        open.forEach(Source::close);
    }
}
