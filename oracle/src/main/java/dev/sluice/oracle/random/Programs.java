package dev.sluice.oracle.random;

import java.util.ArrayList;
import java.util.List;

/** The programs of a seed. Those of one kind do not depend on how many there are of another. */
public final class Programs {
    private static final int EXPRESSIONS_PER_CASE = 10;

    private static final List<String> ZONES = List.of(
            "UTC",
            "UTC",
            "America/New_York",
            "Europe/Berlin",
            "Asia/Kolkata",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "+05:30");

    private final long seed;

    public Programs(long seed) {
        this.seed = seed;
    }

    /** So many expressions, some to a table. */
    public List<RandomCase> expressions(int count) {
        Rng rng = new Rng(seed);
        List<RandomCase> cases = new ArrayList<>();
        for (int left = count; left > 0; left -= EXPRESSIONS_PER_CASE) {
            cases.add(expressionCase(rng.split(), Math.min(left, EXPRESSIONS_PER_CASE)));
        }
        return cases;
    }

    private static RandomCase expressionCase(Rng rng, int count) {
        List<Field> fields = new QueryGenerator(rng).fields();
        Table table = new Table(fields, new Values(rng, false).rows(fields, rng.between(1, 8)));
        ExpressionGenerator generator = new ExpressionGenerator(rng, fields, false);
        List<Expression> expressions = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            expressions.add(generator.any(rng.between(1, 3)));
        }
        return new RandomCase.Expressions(rng.oneOf(ZONES), table, expressions);
    }

    public List<RandomCase> queries(int count) {
        Rng rng = new Rng(~seed);
        List<RandomCase> cases = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            cases.add(new QueryGenerator(rng.split()).query());
        }
        return cases;
    }

    public List<RandomCase> streams(int count) {
        Rng rng = new Rng(Long.reverse(seed));
        List<RandomCase> cases = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            cases.add(new StreamGenerator(rng.split()).stream());
        }
        return cases;
    }
}
