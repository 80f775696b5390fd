package org.huifang.query.complaint;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import org.huifang.kernel.EventName;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.complaint.ComplaintEvent;
import org.huifang.kernel.complaint.HistoryView;
import org.huifang.kernel.organisation.Directory;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.Role;
import org.huifang.kernel.owner.Personal;
import org.huifang.kernel.promise.PromiseChange;
import org.jspecify.annotations.Nullable;

/** Tells an event as a sentence in Chinese and in English; what is personal stands apart, still sealed. */
final class Sentences {
    private static final ResourceBundle ZH = bundle(Locale.SIMPLIFIED_CHINESE);
    private static final ResourceBundle EN = bundle(Locale.ENGLISH);

    private static final Set<Role> NAMELESS = EnumSet.of(Role.SYSTEM, Role.OWNER);

    private Sentences() {}

    static HistoryView tell(long sequence, ComplaintEvent event, Directory directory) {
        EventName name = event.getClass().getAnnotation(EventName.class);
        Stamp stamp = event.stamp();
        String personName = directory.person(stamp.person()).map(Person::name).orElse(stamp.person());
        Parts parts = Parts.of(event, directory);
        return new HistoryView(
                sequence,
                name.value(),
                ZH.getString(name.value() + ".clause"),
                stamp.at(),
                stamp.recordedAt(),
                stamp.person(),
                personName,
                stamp.role(),
                sentence(ZH, name, who(ZH, stamp, personName), parts.zh()),
                sentence(EN, name, who(EN, stamp, personName), parts.en()),
                stamp.lateReason(),
                parts.texts());
    }

    /** The word for an enum constant in {@code language}. */
    static String word(ResourceBundle language, Enum<?> constant) {
        String key = constant.getDeclaringClass().getSimpleName() + "." + constant.name();
        return language.containsKey(key) ? language.getString(key) : constant.name();
    }

    static ResourceBundle chinese() {
        return ZH;
    }

    static ResourceBundle english() {
        return EN;
    }

    static String promises(ResourceBundle language, List<PromiseChange> changes) {
        return changes.stream()
                .map(change -> MessageFormat.format(
                        language.getString("change." + change.getClass().getSimpleName()),
                        language == ZH
                                ? change.promise().zh()
                                : change.promise().en(),
                        change.n()))
                .collect(Collectors.joining(language.getString("list.separator")));
    }

    private static String who(ResourceBundle language, Stamp stamp, String personName) {
        String role = word(language, stamp.role());
        // Neither the system nor the holder of a receipt has a name.
        return NAMELESS.contains(stamp.role())
                ? role
                : MessageFormat.format(language.getString("who"), personName, role);
    }

    private static String sentence(ResourceBundle language, EventName name, String who, List<String> parts) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(who);
        arguments.addAll(parts);
        return MessageFormat.format(language.getString(name.value()), arguments.toArray());
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle("org.huifang.query.history", locale);
    }

    /** Adds a text where one was written. */
    static void text(List<HistoryView.Text> texts, String field, @Nullable Personal personal) {
        if (personal != null) {
            texts.add(new HistoryView.Text(field, personal));
        }
    }
}
