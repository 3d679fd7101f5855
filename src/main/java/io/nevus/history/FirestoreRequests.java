package io.nevus.history;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.BatchWriteRequest;
import com.google.firestore.v1.CreateDocumentRequest;
import com.google.firestore.v1.Cursor;
import com.google.firestore.v1.DeleteDocumentRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.DocumentMask;
import com.google.firestore.v1.GetDocumentRequest;
import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.RunQueryRequest;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.CollectionSelector;
import com.google.firestore.v1.StructuredQuery.Direction;
import com.google.firestore.v1.StructuredQuery.FieldFilter;
import com.google.firestore.v1.StructuredQuery.FieldReference;
import com.google.firestore.v1.StructuredQuery.Filter;
import com.google.firestore.v1.StructuredQuery.Order;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import com.google.protobuf.Int32Value;
import io.nevus.history.History.Position;
import io.nevus.triage.ContractTime;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The requests to Firestore, about the documents of one collection.
 *
 * @param database such as {@code projects/p/databases/(default)}
 */
record FirestoreRequests(String database, String collection) {
    /** Later times have a fifth digit, and would sort as text before all others. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final String NAME = "__name__";

    CreateDocumentRequest create(UUID id, Document document) {
        return CreateDocumentRequest.newBuilder().setParent(root()).setCollectionId(collection)
                .setDocumentId(id.toString()).setDocument(document)
                .setMask(DocumentMask.newBuilder().addFieldPaths(NAME)) // the answer need not repeat it all
                .build();
    }

    GetDocumentRequest get(UUID id) {
        return GetDocumentRequest.newBuilder().setName(name(id.toString())).build();
    }

    /** Fails when there is none. */
    DeleteDocumentRequest delete(UUID id) {
        return DeleteDocumentRequest.newBuilder().setName(name(id.toString()))
                .setCurrentDocument(Precondition.newBuilder().setExists(true)).build();
    }

    /** Changes nothing, but needs all that keeping needs: the document never exists. */
    DeleteDocumentRequest probe() {
        return DeleteDocumentRequest.newBuilder().setName(name("probe")).build();
    }

    /** The newest first; only those whose time is text, as the comparison sees to. */
    RunQueryRequest page(int limit, Optional<Cursor> after) {
        var query = StructuredQuery.newBuilder()
                .addFrom(CollectionSelector.newBuilder().setCollectionId(collection))
                .setWhere(Filter.newBuilder().setFieldFilter(FieldFilter.newBuilder()
                        .setField(field(Documents.CREATED_AT)).setOp(FieldFilter.Operator.GREATER_THAN_OR_EQUAL)
                        .setValue(Documents.text(""))))
                .addOrderBy(descending(Documents.CREATED_AT))
                .addOrderBy(descending(NAME))
                .setLimit(Int32Value.of(limit));
        after.ifPresent(query::setStartAt);
        return RunQueryRequest.newBuilder().setParent(root()).setStructuredQuery(query).build();
    }

    Cursor after(Position position) {
        Instant time = position.createdAt().isAfter(LAST) ? LAST : position.createdAt();
        return after(Documents.text(ContractTime.format(time)), name(position.id().toString()));
    }

    static Cursor after(Document document) {
        return after(document.getFieldsOrThrow(Documents.CREATED_AT), document.getName());
    }

    private static Cursor after(Value time, String name) {
        return Cursor.newBuilder().setBefore(false)
                .addValues(time).addValues(Value.newBuilder().setReferenceValue(name)).build();
    }

    BatchGetDocumentsRequest attempts(Collection<UUID> ids) {
        return BatchGetDocumentsRequest.newBuilder().setDatabase(database)
                .addAllDocuments(ids.stream().map(id -> name(id.toString())).toList())
                .setMask(DocumentMask.newBuilder().addFieldPaths(Documents.ATTEMPT)).build();
    }

    /** Only as they are: those that changed meanwhile stay. */
    BatchWriteRequest delete(List<Document> documents) {
        return BatchWriteRequest.newBuilder().setDatabase(database)
                .addAllWrites(documents.stream().map(document -> Write.newBuilder().setDelete(document.getName())
                        .setCurrentDocument(Precondition.newBuilder().setUpdateTime(document.getUpdateTime()))
                        .build()).toList()).build();
    }

    private String root() {
        return database + "/documents";
    }

    private String name(String id) {
        return root() + "/" + collection + "/" + id;
    }

    private static Order descending(String field) {
        return Order.newBuilder().setField(field(field)).setDirection(Direction.DESCENDING).build();
    }

    private static FieldReference field(String path) {
        return FieldReference.newBuilder().setFieldPath(path).build();
    }
}
