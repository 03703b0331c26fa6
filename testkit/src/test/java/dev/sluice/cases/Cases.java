package dev.sluice.cases;

import dev.sluice.Row;
import dev.sluice.RowFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The cases of one group. */
public final class Cases {
    private static final String SUFFIX = "Cases";

    private final List<Case> all = new ArrayList<>();

    private Cases() {}

    /** The cases that {@code group} defines. */
    static List<Case> of(CaseGroup group) {
        Cases cases = new Cases();
        group.define(cases);
        return List.copyOf(cases.all);
    }

    /** The folder of a group's answers: {@code event-time} for {@code EventTimeCases}. */
    static String folderOf(Class<?> group) {
        return folderOfName(group.getSimpleName());
    }

    static String folderOfName(String name) {
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return stem.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** Expressions over the rows of one table, each judged by itself. */
    public ExpressionCase expressions(String name) {
        return added(new ExpressionCase(name));
    }

    /** A query over static tables. */
    public QueryCase query(String name) {
        return added(new QueryCase(name));
    }

    /** A query over streams of files, one file of each input a micro-batch. */
    public StreamCase stream(String name) {
        return added(new StreamCase(name));
    }

    private <T extends Case> T added(T one) {
        for (Case other : all) {
            if (other.name().equals(one.name())) {
                throw new IllegalArgumentException("two cases are named \"" + one.name() + "\"");
            }
        }
        all.add(one);
        return one;
    }

    /** A row of values in the engine's own classes: {@code Instant} for TIMESTAMP, {@code LocalDate} for DATE. */
    public static Row row(@Nullable Object... values) {
        return RowFactory.create(values);
    }
}
