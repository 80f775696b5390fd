package org.huifang.query.document;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import org.huifang.kernel.complaint.Handling.Means;
import org.huifang.kernel.complaint.Severity;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Directory.Centre;
import org.huifang.kernel.organisation.Directory.Department;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/** How a document says things: names instead of ids, times as the centre's people live them, texts where they are opened. */
final class Words {
    /** What is not there stays empty on paper. */
    private static final String NOTHING = "";

    private static final String UNREADABLE = "(无权查看)";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final ResourceBundle CONSTANTS =
            ResourceBundle.getBundle("org.huifang.query.history", Locale.SIMPLIFIED_CHINESE);

    private final Directory directory;
    private final ZoneId zone;
    private final Reader reader;

    /** Opens a sealed text; absent where it may not be opened, or its key was destroyed. */
    @FunctionalInterface
    interface Reader {
        @Nullable
        String open(Personal sealed);
    }

    Words(Directory directory, ZoneId zone, Reader reader) {
        this.directory = directory;
        this.zone = zone;
        this.reader = reader;
    }

    ZoneId zone() {
        return zone;
    }

    String text(@Nullable Personal sealed) {
        if (sealed == null) {
            return NOTHING;
        }
        String opened = reader.open(sealed);
        return opened == null ? UNREADABLE : opened;
    }

    String time(@Nullable Instant instant) {
        return instant == null ? NOTHING : TIME.format(instant.atZone(zone));
    }

    String day(@Nullable Instant instant) {
        return instant == null ? NOTHING : DAY.format(instant.atZone(zone));
    }

    String person(@Nullable String id) {
        return id == null ? NOTHING : directory.person(id).map(Person::name).orElse(id);
    }

    String department(@Nullable String id) {
        Department department = id == null ? null : directory.departments().get(id);
        return department == null ? (id == null ? NOTHING : id) : department.name();
    }

    String centre(String id) {
        return directory.centre(id).map(Centre::name).orElse(id);
    }

    static String severity(@Nullable String name) {
        return name == null ? NOTHING : constant(Severity.valueOf(name));
    }

    /** By name, or as it was described. */
    static String means(Means means) {
        return means.named() == null ? constant(means.kind()) : means.named();
    }

    /** What was written in a field of this name, {@code before.} or {@code after.} a correction. */
    static String field(String name) {
        int dot = name.indexOf('.');
        return dot < 0
                ? CONSTANTS.getString("text." + name)
                : CONSTANTS.getString("text." + name.substring(0, dot)) + " "
                        + CONSTANTS.getString("text." + name.substring(dot + 1));
    }

    static String constant(@Nullable Enum<?> constant) {
        if (constant == null) {
            return NOTHING;
        }
        String key = constant.getDeclaringClass().getSimpleName() + "." + constant.name();
        return CONSTANTS.containsKey(key) ? CONSTANTS.getString(key) : constant.name();
    }
}
