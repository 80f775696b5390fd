package org.huifang.command.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import net.lingala.zip4j.ZipFile;
import net.lingala.zip4j.exception.ZipException;
import net.lingala.zip4j.model.FileHeader;
import org.huifang.kernel.Sha256;
import org.huifang.kernel.archive.ArchivePackage;
import org.huifang.kernel.archive.ArchivePackage.Line;
import org.huifang.kernel.archive.ArchivePackage.Manifest;
import org.huifang.kernel.archive.ArchivePackage.PackedFile;
import org.huifang.kernel.archive.ArchivePackage.PackedKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** An archive package opened for reading (§4.6.4); nothing in it is believed before it was checked. */
public final class OpenedPackage implements AutoCloseable {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int MANIFEST_AT_MOST = 256 * 1024 * 1024;

    private final Path path;
    private final ZipFile zip;
    private final boolean withPassphrase;
    private final String digest;
    private final Manifest manifest;

    /**
     * @param passphrase without it only what is not encrypted can be looked at
     * @throws BadPackageException when it is none, or one of a format that this version does not know
     */
    public OpenedPackage(Path path, @Nullable String passphrase) throws IOException {
        this.path = path;
        if (!Files.isRegularFile(path)) {
            throw bad("没有这个文件 / there is no such file");
        }
        this.withPassphrase = passphrase != null;
        this.zip =
                passphrase == null ? new ZipFile(path.toFile()) : new ZipFile(path.toFile(), passphrase.toCharArray());
        if (!zip.isValidZipFile()) {
            throw bad("不是完整的压缩包,可能没有下载完 / no complete ZIP, perhaps the download was cut off");
        }
        MessageDigest sha256 = Sha256.digest();
        byte[] bytes;
        try (InputStream in = new DigestInputStream(stream(ArchivePackage.MANIFEST), sha256)) {
            bytes = in.readNBytes(MANIFEST_AT_MOST);
        }
        this.digest = Sha256.hex(sha256);
        try {
            this.manifest = JSON.readValue(bytes, Manifest.class);
        } catch (JacksonException e) {
            throw bad("清单无法读取 / its manifest cannot be read");
        }
        if (!ArchivePackage.FORMAT.equals(manifest.format())) {
            throw bad("格式是“" + manifest.format() + "”,本版本只认识“" + ArchivePackage.FORMAT + "” / of format '"
                    + manifest.format() + "', this version knows '" + ArchivePackage.FORMAT + "'");
        }
    }

    /** Told to people as it is, in both languages. */
    public static final class BadPackageException extends IOException {
        private static final long serialVersionUID = 1;

        BadPackageException(String message) {
            super(message);
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /** SHA-256 of the manifest, as the export recorded it. */
    public String digest() {
        return digest;
    }

    /**
     * Reads every entry once and compares it with the manifest; encrypted ones only with the passphrase.
     *
     * @return how many were compared
     * @throws BadPackageException for the first that is missing, too many, or not what it was
     */
    public int check() throws IOException {
        Set<String> said = new HashSet<>(Set.of(ArchivePackage.MANIFEST));
        int compared = 0;
        for (PackedFile entry : manifest.files()) {
            if (!said.add(entry.name())) {
                throw bad("清单中有两个 / twice in its manifest: " + entry.name());
            }
            if (entry.encrypted() && !withPassphrase) {
                requirePresent(entry.name());
                continue;
            }
            compare(entry);
            compared++;
        }
        for (FileHeader header : zip.getFileHeaders()) {
            if (!said.contains(header.getFileName())) {
                throw bad("清单之外的文件 / not in its manifest: " + header.getFileName());
            }
        }
        return compared;
    }

    private void compare(PackedFile entry) throws IOException {
        MessageDigest sha256 = Sha256.digest();
        long bytes = 0;
        try (InputStream in = new DigestInputStream(stream(entry.name()), sha256)) {
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0 && bytes <= entry.bytes(); read = in.read(buffer)) {
                bytes += read;
            }
        } catch (ZipException e) {
            throw broken(entry.name(), e);
        } catch (IOException e) {
            throw bad("读不出 / cannot be read: " + entry.name());
        }
        if (bytes != entry.bytes() || !Sha256.hex(sha256).equals(entry.sha256())) {
            throw bad("与清单不符 / not as its manifest says: " + entry.name());
        }
    }

    private BadPackageException broken(String name, ZipException e) {
        return e.getType() == ZipException.Type.WRONG_PASSWORD
                ? bad("口令不对 / wrong passphrase")
                : bad("读不出 / cannot be read: " + name);
    }

    private void requirePresent(String name) throws IOException {
        if (zip.getFileHeader(name) == null) {
            throw bad("缺少 / missing: " + name);
        }
    }

    /** The caller closes it. */
    public InputStream stream(String name) throws IOException {
        FileHeader header = zip.getFileHeader(name);
        if (header == null) {
            throw bad("缺少 / missing: " + name);
        }
        try {
            return zip.getInputStream(header);
        } catch (ZipException e) {
            throw broken(name, e);
        }
    }

    public List<PackedKey> keys() throws IOException {
        try (InputStream in = stream(ArchivePackage.KEYS)) {
            return List.of(JSON.readValue(in.readAllBytes(), PackedKey[].class));
        }
    }

    /** Its events one by one. */
    public Events events() throws IOException {
        return new Events(stream(ArchivePackage.EVENTS));
    }

    /** Events of a package, in the order of the log that they come from. */
    public final class Events implements Iterator<Line>, AutoCloseable {
        private final BufferedReader lines;
        private @Nullable String next;

        private Events(InputStream in) throws IOException {
            lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            next = lines.readLine();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Line next() {
            try {
                Line line = JSON.readValue(next, Line.class);
                next = lines.readLine();
                return line;
            } catch (JacksonException | IOException e) {
                throw new IllegalStateException(bad("事件无法读取 / an event cannot be read"));
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private BadPackageException bad(String what) {
        return new BadPackageException(path.getFileName() + ": " + what);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
