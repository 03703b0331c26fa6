package dev.sluice.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The recorded answers: {@code GROUP/CASE.txt} is what Spark said. Where this engine says something else on purpose,
 * {@code GROUP/CASE.sluice.txt} beside it is what it says instead.
 */
record Recorded(Path folder) {
    Path spark(String group, String name) {
        return folder.resolve(group).resolve(name + ".txt");
    }

    Path accepted(String group, String name) {
        return folder.resolve(group).resolve(name + ".sluice.txt");
    }

    /**
     * Compares an answer of this engine with what is recorded.
     *
     * @return what is wrong, if anything is
     */
    Optional<String> judge(String group, String name, List<String> own) throws IOException {
        if (!Files.exists(spark(group, name))) {
            return Optional.of("no answer of Spark is recorded for " + group + "/" + name
                    + "; record it: ./sluice oracle record " + group + "/" + name);
        }
        List<String> spark = Files.readAllLines(spark(group, name));
        boolean isSame = Comparison.isSame(spark, own);
        if (!Files.exists(accepted(group, name))) {
            return isSame ? Optional.empty() : Optional.of(Comparison.describe(spark, own));
        }
        if (isSame) {
            return Optional.of("Spark gives the same answer, so " + accepted(group, name) + " has to go");
        }
        List<String> accepted = Files.readAllLines(accepted(group, name));
        return Comparison.isSame(accepted, own)
                ? Optional.empty()
                : Optional.of("not the accepted difference: " + Comparison.describe(accepted, own));
    }
}
