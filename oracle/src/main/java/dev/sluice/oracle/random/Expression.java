package dev.sluice.oracle.random;

import java.util.List;
import java.util.stream.Stream;

/** A column of a program. */
public sealed interface Expression {
    /** All expressions that stand in this one. */
    default Stream<Expression> parts() {
        return Stream.empty();
    }

    /** A column of the input. */
    record Reference(String name) implements Expression {}

    /** @param java the value, written in Java */
    record Literal(String java) implements Expression {}

    /**
     * A function or a method.
     *
     * @param template the call in Java: <code>{0}</code> stands for the first argument and so on, <code>{*}</code> for all
     *     that are not numbered, separated by commas
     */
    record Call(String template, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        Call(String template, Expression... arguments) {
            this(template, List.of(arguments));
        }

        @Override
        public Stream<Expression> parts() {
            return arguments.stream().flatMap(argument -> Stream.concat(Stream.of(argument), argument.parts()));
        }
    }
}
