package dev.sluice.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/getting-started.md} works as pasted: its blocks are run one after the other, and print what it shows. */
class GettingStartedTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern PROGRAM = Pattern.compile("public class (\\w+)");
    private static final Pattern RUN = Pattern.compile("\\./sluice run (\\w+)\\.java( &)?");

    /** A test fails rather than wait longer for the output of a query that stays. */
    private static final int MOST_SECONDS = 120;

    @TempDir
    Path folder;

    private record Block(String language, String text) {}

    @Test
    void everyBlockWorksAsPasted() throws Exception {
        List<Block> blocks = blocks(Files.readString(Path.of("..", "docs", "getting-started.md")));
        StringBuilder output = new StringBuilder();
        Process staying = null;
        try {
            for (Block block : blocks) {
                switch (block.language) {
                    case "java" -> Files.writeString(folder.resolve(programOf(block) + ".java"), block.text);
                    case "sh" -> {
                        for (String part : parts(block.text)) {
                            Matcher run = RUN.matcher(part);
                            if (run.matches() && run.group(2) != null) {
                                staying = java(run.group(1))
                                        .redirectErrorStream(true)
                                        .start();
                            } else if (run.matches()) {
                                output.append(ended(java(run.group(1)).redirectErrorStream(true)));
                            } else if (!part.startsWith("kill")) {
                                output.append(untilThere(part, staying));
                            }
                        }
                    }
                    default -> {
                        assertThat(output.toString()).contains(block.text);
                        output.setLength(0);
                    }
                }
            }
        } finally {
            if (staying != null) {
                staying.destroyForcibly().waitFor();
            }
        }
        assertThat(blocks).hasSize(10);
    }

    private static List<Block> blocks(String document) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(document);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    private static String programOf(Block block) {
        Matcher matcher = PROGRAM.matcher(block.text);
        assertThat(matcher.find()).as(block.text).isTrue();
        return matcher.group(1);
    }

    /** The calls of the launcher, and what stands between them. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith("./sluice") || line.startsWith("kill")) {
                if (!part.isEmpty()) {
                    parts.add(part.toString());
                    part.setLength(0);
                }
                parts.add(line);
            } else {
                part.append(line).append('\n');
            }
        }
        if (!part.isEmpty()) {
            parts.add(part.toString());
        }
        return parts;
    }

    /** Compiles and runs a program as the launcher does. */
    private ProcessBuilder java(String program) throws IOException, InterruptedException {
        return new ProcessBuilder(ChildJvm.commandOfSource(Path.of(program + ".java"))).directory(folder.toFile());
    }

    private static String ended(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    /** What a command prints; beside a query that stays it is asked until there is something. */
    private String untilThere(String command, @Nullable Process staying) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", command).directory(folder.toFile());
        if (staying == null) {
            return ended(shell.redirectErrorStream(true));
        }
        long deadline = System.nanoTime() + MOST_SECONDS * 1_000_000_000L;
        while (System.nanoTime() < deadline && staying.isAlive()) {
            Process process = shell.start();
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() == 0 && !printed.isBlank()) {
                return printed;
            }
        }
        throw new AssertionError("nothing came; the query says "
                + new String(
                        staying.getInputStream()
                                .readNBytes(staying.getInputStream().available()),
                        UTF_8));
    }
}
