package org.huifang.query.document;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import net.lingala.zip4j.io.outputstream.ZipOutputStream;
import net.lingala.zip4j.model.ZipParameters;
import net.lingala.zip4j.model.enums.AesKeyStrength;
import net.lingala.zip4j.model.enums.CompressionLevel;
import net.lingala.zip4j.model.enums.CompressionMethod;
import net.lingala.zip4j.model.enums.EncryptionMethod;
import org.huifang.kernel.Sha256;
import org.huifang.kernel.archive.ArchivePackage.PackedFile;
import org.huifang.kernel.complaint.ComplaintId;
import org.jspecify.annotations.Nullable;

/** A ZIP being written entry by entry to wherever it goes; each entry's digest is taken on its way. */
final class PackedZip {
    private final ZipOutputStream zip;
    private final List<PackedFile> files = new ArrayList<>();

    PackedZip(OutputStream to, String passphrase) throws IOException {
        zip = new ZipOutputStream(to, passphrase.toCharArray());
    }

    /** Writes what an entry holds. */
    @FunctionalInterface
    interface Content {
        void write(OutputStream to) throws IOException;
    }

    List<PackedFile> files() {
        return List.copyOf(files);
    }

    /** @return its digest, SHA-256 in hexadecimal */
    String open(String name, Content content) throws IOException {
        return add(name, false, null, content);
    }

    void encrypted(String name, Content content) throws IOException {
        add(name, true, null, content);
    }

    void evidence(String name, ComplaintId complaint, Content content) throws IOException {
        add(name, true, complaint, content);
    }

    private String add(String name, boolean encrypted, @Nullable ComplaintId evidenceOf, Content content)
            throws IOException {
        zip.putNextEntry(parameters(name, encrypted));
        Measured measured = new Measured(zip);
        content.write(measured);
        measured.flush();
        zip.closeEntry();
        files.add(new PackedFile(name, measured.bytes, measured.sha256(), encrypted, evidenceOf));
        return measured.sha256();
    }

    private static ZipParameters parameters(String name, boolean encrypted) {
        ZipParameters parameters = new ZipParameters();
        parameters.setFileNameInZip(name);
        parameters.setCompressionMethod(CompressionMethod.DEFLATE);
        parameters.setCompressionLevel(CompressionLevel.NORMAL);
        if (encrypted) {
            parameters.setEncryptFiles(true);
            parameters.setEncryptionMethod(EncryptionMethod.AES);
            parameters.setAesKeyStrength(AesKeyStrength.KEY_STRENGTH_256);
        }
        return parameters;
    }

    /** Writes the directory: without it, it is no ZIP that could be opened. */
    void finish() throws IOException {
        zip.close();
    }

    private static final class Measured extends FilterOutputStream {
        private final MessageDigest digest;
        private long bytes;
        private @Nullable String sha256;

        Measured(OutputStream to) {
            this(to, Sha256.digest());
        }

        private Measured(OutputStream to, MessageDigest digest) {
            super(new DigestOutputStream(to, digest));
            this.digest = digest;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            bytes++;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
            bytes += length;
        }

        String sha256() {
            if (sha256 == null) {
                sha256 = Sha256.hex(digest);
            }
            return sha256;
        }
    }
}
