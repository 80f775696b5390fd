package org.huifang.kernel.notice;

import java.util.Map;
import java.util.Set;
import org.huifang.kernel.EventName;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.owner.Personal;
import org.jspecify.annotations.Nullable;

/** What a person has chosen to be told. Every record is stored for ever: change one only through an upcaster. */
public sealed interface NoticeSettingsEvent {
    Stamp stamp();

    /** By the person of the stamp. */
    @EventName("notice-settings.chosen")
    record NoticesChosen(
            Map<NoticeKind, Set<NoticeWay>> ways, @Nullable Personal mail, Stamp stamp)
            implements NoticeSettingsEvent {}
}
