//! The smallest HTTP client that keeps a connection: a load generator on the same two cores must cost little.

use anyhow::{Context, Result, bail};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

/// One kept-alive HTTP/1.1 connection.
pub struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
    line: String,
    body: Vec<u8>,
}

/// One request.
pub struct Request<'a> {
    /// GET or POST.
    pub method: &'a str,
    /// Path and query.
    pub path: &'a str,
    /// Header lines, each ending with CR LF.
    pub headers: &'a str,
    /// Body; may be empty.
    pub body: &'a [u8],
}

impl Connection {
    /// Connects to `127.0.0.1:port`.
    ///
    /// # Errors
    /// When nobody listens.
    pub async fn open(host: &str) -> Result<Self> {
        let stream = TcpStream::connect(host).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::new(stream),
            host: host.to_owned(),
            line: String::new(),
            body: Vec::new(),
        })
    }

    /// Sends a request and reads the whole answer; the body is in the returned slice.
    ///
    /// # Errors
    /// When the connection fails or the status is not 2xx.
    pub async fn send(&mut self, request: &Request<'_>) -> Result<&[u8]> {
        let (ok, status) = self.exchange(request).await?;
        if !ok {
            let Request { method, path, .. } = request;
            bail!("{method} {path}: {status}: {}", String::from_utf8_lossy(&self.body));
        }
        Ok(&self.body)
    }

    /// The same, whatever the status is.
    ///
    /// # Errors
    /// When the connection fails.
    pub async fn send_any(&mut self, request: &Request<'_>) -> Result<()> {
        self.exchange(request).await.map(|_| ())
    }

    /// Sends a request whose answer has no end, and reads its head and its first bytes.
    ///
    /// # Errors
    /// When the connection fails or the status is not 200.
    pub async fn open_stream(&mut self, request: &Request<'_>) -> Result<()> {
        self.write(request).await?;
        let status = self.read_line().await?;
        if !status.contains(" 200 ") {
            bail!("{}: {status}", request.path);
        }
        // The head ends with an empty line, the first chunk is a comment.
        while !self.read_line().await?.contains("open") {}
        Ok(())
    }

    async fn write(&mut self, request: &Request<'_>) -> Result<()> {
        let Request { method, path, headers, body } = request;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\ncontent-length: {}\r\n{headers}\r\n",
            self.host,
            body.len()
        );
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(body);
        self.stream.get_mut().write_all(&bytes).await?;
        Ok(())
    }

    async fn exchange(&mut self, request: &Request<'_>) -> Result<(bool, String)> {
        self.write(request).await?;
        let status = self.read_line().await?;
        let ok = status.split(' ').nth(1).is_some_and(|code| code.starts_with('2'));
        let mut length = 0;
        loop {
            let line = self.read_line().await?;
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().context("content-length")?;
            }
        }
        self.body.resize(length, 0);
        self.stream.read_exact(&mut self.body).await?;
        Ok((ok, status))
    }

    async fn read_line(&mut self) -> Result<String> {
        self.line.clear();
        let read = self.stream.read_line(&mut self.line).await?;
        if read == 0 {
            bail!("the server closed the connection");
        }
        Ok(self.line.trim_end().to_owned())
    }
}
