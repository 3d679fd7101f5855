package io.nevus.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.AbstractRequestContext;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemHeaders;
import org.apache.commons.fileupload2.core.FileItemInputIterator;

/** Commons FileUpload on a plain stream; only its streaming half, which writes nothing to disk, is offered. */
final class MultipartForm extends AbstractFileUpload<InputStream, DiskFileItem, DiskFileItemFactory> {
    private static final int MAX_PART_HEADER = 8 * 1024;
    /** FileUpload would learn from an exception, for each form and each part, that a length is not told. */
    private static final String UNKNOWN_LENGTH = "-1";

    private final String contentType;

    MultipartForm(String contentType) {
        this.contentType = contentType;
        setMaxPartHeaderSize(MAX_PART_HEADER);
        setHeaderCharset(StandardCharsets.UTF_8);
    }

    @Override
    public FileItemInputIterator getItemIterator(InputStream body) throws IOException {
        return getItemIterator(new Context(contentType, body));
    }

    @Override
    protected FileItemHeaders newFileItemHeaders() {
        FileItemHeaders headers = super.newFileItemHeaders();
        headers.addHeader(CONTENT_LENGTH, UNKNOWN_LENGTH);
        return headers;
    }

    /** A part without a name would be skipped, and so would a million of them. */
    @Override
    public String getFieldName(FileItemHeaders headers) {
        return Objects.requireNonNullElse(super.getFieldName(headers), "");
    }

    @Override
    public Map<String, List<DiskFileItem>> parseParameterMap(InputStream body) {
        throw new UnsupportedOperationException("Pictures are never stored");
    }

    @Override
    public List<DiskFileItem> parseRequest(InputStream body) {
        throw new UnsupportedOperationException("Pictures are never stored");
    }

    private static final class Context extends AbstractRequestContext<InputStream> {
        private final String contentType;

        Context(String contentType, InputStream body) {
            super(_ -> UNKNOWN_LENGTH, () -> -1, body);
            this.contentType = contentType;
        }

        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public String getContentType() {
            return contentType;
        }

        @Override
        public InputStream getInputStream() {
            return getRequest();
        }
    }
}
