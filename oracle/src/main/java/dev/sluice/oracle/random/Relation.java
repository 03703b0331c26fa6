package dev.sluice.oracle.random;

import java.util.List;

/** A table of a program, and how it comes about. */
public sealed interface Relation {
    /** An input of the case. */
    record Source(String input) implements Relation {}

    /**
     * A method of another table.
     *
     * @param template the call with its dot, placeholders as in {@link Expression.Call}
     */
    record Step(Relation input, String template, List<Expression> arguments) implements Relation {
        public Step {
            arguments = List.copyOf(arguments);
        }

        Step(Relation input, String template, Expression... arguments) {
            this(input, template, List.of(arguments));
        }
    }

    /** Groups and what is known of each; no keys make one group of all. */
    record Grouped(Relation input, List<Expression> keys, List<Expression> aggregates) implements Relation {
        public Grouped {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
        }
    }

    /** The rows of both, columns by position. */
    record Union(Relation left, Relation right) implements Relation {}

    /** Pairs of rows of both, by the name of a type of join. */
    record Join(Relation left, Relation right, Expression condition, String type) implements Relation {}
}
