package org.huifang.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one folder that holds everything of an installation; its format has a version, and one server at a time uses it. */
public final class DataFolder implements AutoCloseable {
    private static final String FORMAT = "huifang-data 1";
    private static final int KEY_BYTES = 32;

    private final Path path;
    private final @Nullable Path givenKeys;
    private final @Nullable FileChannel lock;

    private DataFolder(Path path, @Nullable Path givenKeys, @Nullable FileChannel lock) {
        this.path = path;
        this.givenKeys = givenKeys;
        this.lock = lock;
    }

    /**
     * Opens the folder, made where it is absent or empty.
     *
     * @param givenKeys folder of keys that others share; none: its own
     * @throws StartRefused when it is foreign, of another format or in use
     */
    static DataFolder open(Path path, @Nullable Path givenKeys, boolean demo) throws IOException {
        boolean fresh = !Files.exists(path) || isEmpty(path);
        if (!fresh) {
            requireFormat(path);
        }
        Files.createDirectories(path);
        FileChannel channel = lock(path);
        if (fresh) {
            restrict(path, "rwx------");
            Files.createDirectories(path.resolve("keys"));
            restrict(path.resolve("keys"), "rwx------");
            if (demo) {
                Files.writeString(path.resolve("demo"), "demo accounts exist in this folder\n");
            }
            Files.writeString(path.resolve("FORMAT"), FORMAT + "\n");
        }
        DataFolder folder = new DataFolder(path, givenKeys, channel);
        if (demo && !folder.demo()) {
            folder.close();
            throw new StartRefused("示例模式只能用于空的数据目录 / --demo needs an empty data folder: " + path);
        }
        return folder;
    }

    /** The folder of a server that was started before, for a command beside it. */
    static DataFolder existing(Path path, @Nullable Path givenKeys) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        if (!Files.exists(absolute)) {
            throw new StartRefused("没有这个数据目录,请先启动服务 / no such data folder, start the server first: " + absolute);
        }
        requireFormat(absolute);
        return new DataFolder(absolute, givenKeys, null);
    }

    private static boolean isEmpty(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new StartRefused("不是目录 / not a folder: " + path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void requireFormat(Path path) throws IOException {
        Path format = path.resolve("FORMAT");
        if (!Files.exists(format)) {
            throw new StartRefused("这不是回访的数据目录,请另选一个 / not a data folder of Huifang, choose another: " + path);
        }
        String found = Files.readString(format).strip();
        if (!found.equals(FORMAT)) {
            throw new StartRefused("数据目录的格式是“" + found + "”,本版本只认识“" + FORMAT + "” / data folder of format '" + found
                    + "', this version knows '" + FORMAT + "': " + path);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(
                path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock taken = null;
        try {
            taken = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another server of this same process has it.
        }
        if (taken == null) {
            String pid = Files.readString(path.resolve("lock")).strip();
            channel.close();
            throw new StartRefused("数据目录正被进程 " + pid + " 使用 / data folder in use by process " + pid + ": " + path);
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
        return channel;
    }

    public Path path() {
        return path;
    }

    /** Demo accounts exist only in a folder that was begun with {@code --demo}. */
    public boolean demo() {
        return Files.exists(path.resolve("demo"));
    }

    /** 32 random bytes under a name, made when first asked for, unless keys are given from outside. */
    byte[] key(String name) throws IOException {
        Path folder = givenKeys == null ? path.resolve("keys") : givenKeys;
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            if (givenKeys != null) {
                throw new StartRefused(
                        "缺少密钥,请用 ./huifang keys 生成 / a key is missing, make it by ./huifang keys: " + file);
            }
            makeKey(file);
        }
        return Base64.getDecoder().decode(Files.readString(file).strip());
    }

    static void makeKey(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, List.of(Base64.getEncoder().encodeToString(key)));
    }

    private static void restrict(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }
}
