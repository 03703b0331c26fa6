package dev.sluice.oracle.random;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A case that both engines can be asked. */
public sealed interface RandomCase {
    /**
     * Expressions over the rows of one table.
     *
     * @param zone of the session
     */
    record Expressions(String zone, Table table, List<Expression> expressions) implements RandomCase {
        public Expressions {
            expressions = List.copyOf(expressions);
        }

        /** Each expression by itself. */
        public List<RandomCase> singles() {
            return expressions.stream()
                    .<RandomCase>map(expression -> new Expressions(zone, table, List.of(expression)))
                    .toList();
        }

        /** Each expression that stands in another one, by itself. */
        public List<RandomCase> parts() {
            return expressions.stream()
                    .flatMap(Expression::parts)
                    .<RandomCase>map(part -> new Expressions(zone, table, List.of(part)))
                    .toList();
        }
    }

    /** A query over static tables. */
    record Query(Map<String, Table> tables, Relation relation, boolean isOrdered) implements RandomCase {
        public Query {
            tables = new LinkedHashMap<>(tables);
        }
    }

    /**
     * A query over streams of files.
     *
     * @param inputs their columns by their name
     * @param settings of the session
     */
    record Stream(
            Map<String, String> settings,
            Map<String, List<Field>> inputs,
            String mode,
            Relation relation,
            boolean isOrdered,
            List<StreamStep> steps)
            implements RandomCase {
        public Stream {
            settings = new LinkedHashMap<>(settings);
            inputs = new LinkedHashMap<>(inputs);
            steps = List.copyOf(steps);
        }

        Stream with(Relation other) {
            return new Stream(settings, inputs, mode, other, isOrdered, steps);
        }

        Stream with(List<StreamStep> others) {
            return new Stream(settings, inputs, mode, relation, isOrdered, others);
        }
    }

    /** What happens to a streaming query. */
    sealed interface StreamStep {}

    /** One new file for each of these inputs. */
    record Add(Map<String, List<List<String>>> rows) implements StreamStep {
        public Add {
            rows = new LinkedHashMap<>(rows);
        }
    }

    /** A stop and a new start. */
    record Restart() implements StreamStep {}

    /** A run that ends by itself, under the trigger of this name. */
    record Run(String trigger) implements StreamStep {}
}
