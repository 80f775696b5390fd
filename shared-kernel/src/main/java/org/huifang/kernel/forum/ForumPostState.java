package org.huifang.kernel.forum;

/** What is left to be done with a post (§4.6.7). */
public enum ForumPostState {
    /** Neither replied to nor decided on. */
    NEW,
    /** Accepted, and not registered yet. */
    REPLIED,
    /** Registered as a complaint, and not replied to yet. */
    REGISTERED,
    /** Replied to and registered. */
    DONE,
    NO_COMPLAINT
}
