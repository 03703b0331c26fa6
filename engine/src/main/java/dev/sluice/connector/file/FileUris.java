package dev.sluice.connector.file;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Paths as the URIs of logs and manifests, {@code file:///in/a%20b.txt}, without asking the file system. */
final class FileUris {
    private FileUris() {}

    static String encode(Path path) {
        try {
            return "file://"
                    + new URI(null, null, path.toAbsolutePath().normalize().toString(), null).getRawPath();
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException("not a path: " + path, impossible);
        }
    }

    static Path decode(String uri) {
        return Path.of(URI.create(uri).getPath());
    }

    /** The path of option {@code path}, which may be written as a path or as a {@code file:} URI. */
    static String localPath(String text) {
        if (text.startsWith("file:")) {
            String rest = text.substring("file:".length());
            return rest.startsWith("///") ? rest.substring(2) : rest;
        }
        return text;
    }
}
