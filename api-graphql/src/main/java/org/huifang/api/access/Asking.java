package org.huifang.api.access;

import graphql.GraphQLContext;
import java.security.Principal;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.forum.ForumPostView;
import org.huifang.kernel.notice.NoticeQuery.NoticeSettings;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.organisation.Place;
import org.huifang.kernel.owner.OwnerView;
import org.huifang.kernel.owner.PersonalData;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Who asks: called by every root field, and by that decides whose eyes personal texts are opened for. */
@Component
public class Asking {
    private final CompanyDirectory directory;
    private final PersonalData personalData;

    Asking(CompanyDirectory directory, PersonalData personalData) {
        this.directory = directory;
        this.personalData = personalData;
    }

    /** @throws AccessDeniedException without a verified person */
    public String person(@Nullable Principal principal, GraphQLContext context) {
        if (principal == null) {
            throw new AccessDeniedException("not signed in");
        }
        String person = principal.getName();
        if (!context.hasKey(PersonalReader.class)) {
            context.put(PersonalReader.class, new PersonalReader(personalData, person));
        }
        return person;
    }

    /** @throws AccessDeniedException unless it is somebody of the company */
    public String staff(@Nullable Principal principal, GraphQLContext context) {
        String person = person(principal, context);
        if (directory.acting(person).isEmpty()) {
            throw new AccessDeniedException("not of this company");
        }
        return person;
    }

    /** Lets the texts of this complaint be opened on the way out, where who asks acts on complaints of its place (§5). */
    public @Nullable ComplaintView opened(@Nullable ComplaintView view, GraphQLContext context) {
        PersonalReader reader = context.get(PersonalReader.class);
        if (view != null && reader != null && mayOpen(view, context)) {
            reader.allow(view.reception().course().keyId());
        }
        return view;
    }

    /** The next item of a subscription, as if it were asked for by itself: roles may have ended, and complaints moved. */
    public @Nullable ComplaintView openedAnew(@Nullable ComplaintView view, GraphQLContext context) {
        PersonalReader reader = context.get(PersonalReader.class);
        if (reader != null) {
            reader.anew();
        }
        return opened(view, context);
    }

    /** Whether who asks acts on complaints of its place, and so may read what is personal in it (§5). */
    private boolean mayOpen(ComplaintView view, GraphQLContext context) {
        PersonalReader reader = context.get(PersonalReader.class);
        return reader != null
                && directory.acting(reader.person()).filter(view::openFor).isPresent();
    }

    /** Lets this owner's texts be opened on the way out, where who asks may find owners of the centre (§5). */
    public @Nullable OwnerView opened(@Nullable OwnerView view, GraphQLContext context) {
        PersonalReader reader = context.get(PersonalReader.class);
        if (view != null && reader != null && may(reader.person(), Operation.FIND_OWNERS, view.centre())) {
            reader.allow(view.name().keyId());
        }
        return view;
    }

    /** Lets the texts of this post be opened on the way out, where it is open for who asks (§5). */
    public @Nullable ForumPostView opened(@Nullable ForumPostView view, GraphQLContext context) {
        PersonalReader reader = context.get(PersonalReader.class);
        if (view != null
                && reader != null
                && directory.acting(reader.person()).filter(view::openFor).isPresent()) {
            reader.allow(view.post().text().keyId());
        }
        return view;
    }

    /** Lets a person's own mail address be opened for them. */
    public NoticeSettings own(NoticeSettings settings, GraphQLContext context) {
        PersonalReader reader = context.get(PersonalReader.class);
        if (reader != null && settings.mail() != null) {
            reader.allow(settings.mail().keyId());
        }
        return settings;
    }

    /** Whether the person may do this at the centre; what they ask for is decided again where it is done. */
    public boolean may(String person, Operation operation, String centre) {
        return directory
                .acting(person)
                .flatMap(p -> p.roleFor(operation, Place.of(centre)))
                .isPresent();
    }
}
