package dev.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Prints what this is and on what it runs: {@code ./sluice version}. */
public final class Version {
    private Version() {}

    public static void main(String[] arguments) throws IOException {
        Properties build = new Properties();
        try (InputStream file = Version.class.getResourceAsStream("build.properties")) {
            if (file == null) {
                throw new IOException("build.properties is missing from the jar");
            }
            build.load(file);
        }
        System.out.println("Sluice " + build.getProperty("version"));
        System.out.println("Java " + Runtime.version() + ", " + System.getProperty("java.vm.name") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores");
    }
}
