package dev.sluice.cases;

import java.util.Map;

/** Lines of JSON that hold an array of objects: a row for each. */
public final class JsonArrayCases implements CaseGroup {
    private static final String MIXED =
            "[{\"i\":1},{\"i\":2}]\n[]\n[1]\n[{\"i\":4},5]\n [ {\"i\":6} ] \n[{\"i\":7}]x\n[{\"i\":8}\n"
                    + "[{\"i\":9},{\"i\":\"x\"}]\n[null]\n[[{\"i\":10}]]\n[{\"i\":11},]\n{\"i\":3}\n";

    @Override
    public void define(Cases cases) {
        lines(cases, "permissive", "i INT, _corrupt_record STRING", Map.of());
        lines(cases, "drop-malformed", "i INT", Map.of("mode", "DROPMALFORMED"));
    }

    private static void lines(Cases cases, String name, String schema, Map<String, String> options) {
        cases.query(name)
                .file("in/a.json", MIXED)
                .of(inputs ->
                        inputs.session().read().schema(schema).options(options).json(inputs.path("in")));
    }
}
