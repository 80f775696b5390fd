package org.huifang.query.notice;

import java.util.List;
import org.huifang.kernel.notice.NoticeQuery.NoticeSettings;
import org.huifang.kernel.notice.NoticeSettingsEvent;
import org.huifang.kernel.notice.NoticeSettingsEvent.NoticesChosen;
import org.huifang.kernel.notice.NoticeSettingsId;
import org.huifang.query.projection.ViewProjection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** Keeps what each person has chosen to be told. */
public final class NoticeSettingsProjection extends ViewProjection<NoticeSettingsEvent, NoticeSettings> {

    public NoticeSettingsProjection(ObjectMapper json) {
        super(json, NoticeSettingsEvent.class, NoticeSettings.class, NoticeSettingsId.KIND);
    }

    @Override
    protected List<@Nullable Object> foundBy(NoticeSettings view) {
        return List.of();
    }

    @Override
    protected NoticeSettings after(
            @Nullable NoticeSettings before, NoticeSettingsEvent event, long sequence, long position) {
        NoticesChosen chosen = (NoticesChosen) event;
        return new NoticeSettings(chosen.ways(), chosen.mail(), sequence);
    }
}
