package org.huifang.kernel.forum;

import org.huifang.kernel.EventName;
import org.huifang.kernel.Stamp;
import org.huifang.kernel.WebAddress;
import org.jspecify.annotations.Nullable;

/** What a centre watches. Every record is stored for ever: change one only through an upcaster. */
public sealed interface ForumWatchEvent {
    /** Its centre is whose watch it is. */
    Stamp stamp();

    /** §4.6.7 */
    @EventName("forum-watch.begun")
    record ForumWatched(
            String name, WebAddress address, @Nullable WebAddress feed, Stamp stamp) implements ForumWatchEvent {}

    /** §4.6.7 */
    @EventName("forum-watch.ended")
    record ForumUnwatched(String name, Stamp stamp) implements ForumWatchEvent {}

    /** §4.6.7 */
    @EventName("forum-watch.template-kept")
    record ReplyTemplateKept(String name, String text, Stamp stamp) implements ForumWatchEvent {}

    /** §4.6.7 */
    @EventName("forum-watch.template-dropped")
    record ReplyTemplateDropped(String name, Stamp stamp) implements ForumWatchEvent {}
}
