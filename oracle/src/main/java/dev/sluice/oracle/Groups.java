package dev.sluice.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The groups of cases in a folder of sources, and how a user names them. */
final class Groups {
    private static final String PACKAGE = "dev.sluice.cases.";
    private static final String SUFFIX = "Cases.java";

    private Groups() {}

    /**
     * The groups of a folder that the user asked for.
     *
     * @param wanted each {@code group} or {@code group/case}; all groups where it is empty
     * @return each as {@code CLASS} or {@code CLASS#CASE}
     */
    static List<String> in(Path folder, List<String> wanted) throws IOException {
        List<String> groups = new ArrayList<>();
        if (!Files.exists(folder)) {
            return groups;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX) && !name.equals(SUFFIX)) {
                    add(name.substring(0, name.length() - SUFFIX.length()), wanted, groups);
                }
            }
        }
        return groups;
    }

    private static void add(String stem, List<String> wanted, List<String> groups) {
        String type = PACKAGE + stem + "Cases";
        String group = stem.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        if (wanted.isEmpty() || wanted.contains(group)) {
            groups.add(type);
            return;
        }
        for (String one : wanted) {
            if (one.startsWith(group + "/")) {
                groups.add(type + "#" + one.substring(group.length() + 1));
            }
        }
    }
}
