package org.huifang.api.evidence;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import org.axonframework.queryhandling.QueryGateway;
import org.huifang.api.access.UserErrors.UserError;
import org.huifang.kernel.Refusal;
import org.huifang.kernel.RefusedException;
import org.huifang.kernel.complaint.ComplaintId;
import org.huifang.kernel.complaint.ComplaintQuery.FindComplaint;
import org.huifang.kernel.complaint.ComplaintQuery.Found;
import org.huifang.kernel.complaint.ComplaintView;
import org.huifang.kernel.complaint.EvidenceStore;
import org.huifang.kernel.complaint.EvidenceStore.Stored;
import org.huifang.kernel.forum.ForumPostId;
import org.huifang.kernel.forum.ForumPostView;
import org.huifang.kernel.forum.ForumQuery.FindForumPost;
import org.huifang.kernel.forum.ForumQuery.FoundForumPost;
import org.huifang.kernel.organisation.CompanyDirectory;
import org.huifang.kernel.organisation.Directory.Person;
import org.huifang.kernel.organisation.Operation;
import org.huifang.kernel.owner.PersonalData;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Files too large for GraphQL: uploaded as they are, before they are attached, and read back; of complaints (§4.5.1), and of
 * forum posts, whose replies they prove (§4.6.7).
 */
@RestController
class EvidenceController {
    private final EvidenceStore evidence;
    private final QueryGateway queries;
    private final CompanyDirectory directory;
    private final PersonalData personalData;

    EvidenceController(
            EvidenceStore evidence, QueryGateway queries, CompanyDirectory directory, PersonalData personalData) {
        this.evidence = evidence;
        this.queries = queries;
        this.directory = directory;
        this.personalData = personalData;
    }

    record Uploaded(String sha256, String mediaType, long size) {}

    /** The body is the file, of whatever type it says to be; what it is decides. */
    @PostMapping("/complaints/{id}/evidence")
    Uploaded upload(@PathVariable String id, Principal principal, HttpServletRequest request) throws IOException {
        ComplaintView complaint = seen(id, principal);
        boolean handles = person(principal)
                .flatMap(person -> person.roleFor(Operation.ATTACH_EVIDENCE, complaint.place()))
                .isPresent();
        if (!handles
                || principal.getName().equals(complaint.reception().respondent().person())) {
            throw new RefusedException(
                    new Refusal("ROLE_NOT_ALLOWED", "§4.5.1", null, "您的岗位不能办理此事项", "Your role does not allow this"));
        }
        return store(complaint.id(), request);
    }

    @PostMapping("/forum-posts/{id}/evidence")
    Uploaded uploadOfPost(@PathVariable String id, Principal principal, HttpServletRequest request) throws IOException {
        ForumPostView post = seenPost(id, principal);
        if (person(principal)
                .flatMap(person -> person.roleFor(Operation.WATCH_FORUM, post.place()))
                .isEmpty()) {
            throw new RefusedException(
                    new Refusal("ROLE_NOT_ALLOWED", "§4.6.7", null, "您的岗位不能办理此事项", "Your role does not allow this"));
        }
        return store(post.id().keeper(), request);
    }

    private Uploaded store(ComplaintId keeper, HttpServletRequest request) throws IOException {
        Stored stored = evidence.store(keeper, request.getInputStream());
        return new Uploaded(stored.sha256(), stored.mediaType(), stored.size());
    }

    @GetMapping("/complaints/{id}/evidence/{sha256}")
    void read(@PathVariable String id, @PathVariable String sha256, Principal principal, HttpServletResponse response)
            throws IOException {
        ComplaintView complaint = seen(id, principal);
        if (person(principal).filter(complaint::openFor).isEmpty()) {
            throw unknown();
        }
        write(complaint.id(), sha256, complaint.reception().course().keyId(), principal, response);
    }

    @GetMapping("/forum-posts/{id}/evidence/{sha256}")
    void readOfPost(
            @PathVariable String id, @PathVariable String sha256, Principal principal, HttpServletResponse response)
            throws IOException {
        ForumPostView post = seenPost(id, principal);
        if (person(principal).filter(post::openFor).isEmpty()) {
            throw unknown();
        }
        write(post.id().keeper(), sha256, post.post().text().keyId(), principal, response);
    }

    private void write(
            ComplaintId keeper, String sha256, String keyId, Principal principal, HttpServletResponse response)
            throws IOException {
        Stored stored = evidence.find(keeper, sha256).orElseThrow(EvidenceController::unknown);
        personalData.looked(principal.getName(), List.of(keyId));
        response.setContentType(stored.mediaType());
        response.setContentLengthLong(stored.size());
        response.setHeader(HttpHeaders.ETAG, "\"" + stored.sha256() + "\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"evidence\"");
        if (!evidence.write(keeper, sha256, response.getOutputStream())) {
            response.reset();
            response.setStatus(HttpStatus.GONE.value());
        }
    }

    private ComplaintView seen(String id, Principal principal) {
        ComplaintView complaint = parse(id)
                .map(parsed -> queries.query(new FindComplaint(principal.getName(), parsed, null, null), Found.class)
                        .join()
                        .complaint())
                .orElse(null);
        if (complaint == null) {
            throw unknown();
        }
        return complaint;
    }

    private ForumPostView seenPost(String id, Principal principal) {
        ForumPostView post = parse(id)
                .map(parsed -> queries.query(
                                new FindForumPost(principal.getName(), new ForumPostId(parsed.value())),
                                FoundForumPost.class)
                        .join()
                        .post())
                .orElse(null);
        if (post == null) {
            throw unknown();
        }
        return post;
    }

    private Optional<Person> person(Principal principal) {
        return directory.acting(principal.getName());
    }

    private static Optional<ComplaintId> parse(String id) {
        try {
            return Optional.of(ComplaintId.parse(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static RefusedException unknown() {
        return new RefusedException(new Refusal(
                "EVIDENCE_KNOWN", "§4.5.1", null, "没有这件投诉、这个帖子或这个文件", "There is no such complaint, post or file"));
    }

    @ExceptionHandler
    ResponseEntity<UserError> refused(RefusedException e) {
        Refusal refusal = e.refusals().get(0);
        HttpStatus status =
                switch (refusal.code()) {
                    case "EVIDENCE_KNOWN" -> HttpStatus.NOT_FOUND;
                    case "ROLE_NOT_ALLOWED" -> HttpStatus.FORBIDDEN;
                    case "EVIDENCE_TOO_LARGE" -> HttpStatus.CONTENT_TOO_LARGE;
                    case "EVIDENCE_TYPE_ALLOWED" -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
                    case "EVIDENCE_WAITING" -> HttpStatus.TOO_MANY_REQUESTS;
                    default -> HttpStatus.BAD_REQUEST;
                };
        return ResponseEntity.status(status).body(UserError.of(refusal));
    }
}
