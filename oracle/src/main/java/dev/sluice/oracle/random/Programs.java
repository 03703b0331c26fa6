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
    private final DeclaredFunctions functions;

    /** @param functions those that expressions call beside the ones that every engine has */
    public Programs(long seed, DeclaredFunctions functions) {
        this.seed = seed;
        this.functions = functions;
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

    private RandomCase expressionCase(Rng rng, int count) {
        List<Field> fields = fields(rng);
        Table table = new Table(fields, new Values(rng, false).rows(fields, rng.between(1, 8)));
        ExpressionGenerator generator = ExpressionGenerator.unsafe(rng, fields, functions);
        List<Expression> expressions = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            expressions.add(generator.any(rng.between(1, 3)));
        }
        return new RandomCase.Expressions(rng.oneOf(ZONES), table, expressions);
    }

    private static List<Field> fields(Rng rng) {
        List<Field> fields = new ArrayList<>(new QueryGenerator(rng).fields());
        int count = rng.between(1, 4);
        for (int index = 0; index < count; index++) {
            fields.add(new Field("n" + index, rng.oneOf(rng.percent(60) ? Type.ALL_ATOMIC : Type.NESTED)));
        }
        return fields;
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
