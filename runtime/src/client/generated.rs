//! The macro that makes the client of a service, and the builder of its settings.

/// Makes the client of a service of a struct around [`Client`](crate::Client), from its
/// [`Service`](crate::Service): `builder`, `From` and `Deref`.
///
/// With a struct around [`ClientBuilder`](crate::ClientBuilder) as second argument, `builder`
/// gives that one, which has all functions of the builder inside, and can be given more.
///
/// ```
/// use odata_runtime as odata;
///
/// static SERVICE: odata::Service = odata::Service::new("https://example.com/api");
///
/// #[derive(Clone, Debug)]
/// pub struct Client(odata::Client);
///
/// #[derive(Debug)]
/// pub struct ClientBuilder(odata::ClientBuilder<Client>);
///
/// odata::client!(Client, ClientBuilder, SERVICE);
///
/// impl ClientBuilder {
///     pub fn tenant(self, name: &str) -> Self {
///         self.configure(|builder| builder.header("x-tenant", name))
///     }
/// }
///
/// # let transport = odata::transport_fn(|_| Ok(http::Response::new("{}".into())));
/// let client = Client::builder()
///     .tenant("contoso")
///     .transport(transport)
///     .build()?;
/// # let request = client.root().request::<odata::Nothing>(http::Method::GET).into_http()?;
/// # assert_eq!(request.headers()["x-tenant"], "contoso");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[macro_export]
macro_rules! client {
    ($type:ident, $service:ident) => {
        $crate::client!(
            $type,
            $crate::ClientBuilder<$type>,
            $service,
            $crate::ClientBuilder::new
        );
    };
    ($type:ident, $builder:ident, $service:ident) => {
        $crate::client!($type, $builder, $service, $builder::from_service);
        $crate::__client_builder!($builder, $type);

        impl $builder {
            fn from_service(service: &'static $crate::Service) -> Self {
                Self($crate::ClientBuilder::new(service))
            }
        }
    };
    ($type:ident, $builder:ty, $service:ident, $new:expr) => {
        impl $type {
            /// Begins a client: give it what it needs, a token at least, then `build` it.
            pub fn builder() -> $builder {
                $new(&$service)
            }
        }

        impl ::core::convert::From<$crate::Client> for $type {
            #[inline]
            fn from(client: $crate::Client) -> Self {
                Self(client)
            }
        }

        impl ::core::ops::Deref for $type {
            type Target = $crate::Client;

            #[inline]
            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }
    };
}

/// What a struct around a [`ClientBuilder`](crate::ClientBuilder) can do: one line a setting.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_builder {
    ($builder:ident, $type:ident) => {
        $crate::__client_settings! { $builder:
            /// Sets the service root, in the place of the one that the service is known for.
            base_url(url: impl ::core::convert::Into<::std::string::String>);
            /// Adds an origin that may see the token and the headers of the client like that of the
            /// base URL.
            trust_origin(url: impl ::core::convert::Into<::std::string::String>);
            /// Sets the OAuth 2 access token, which goes to the service's own origins only.
            token(token: impl ::core::convert::Into<::std::string::String>);
            /// Sets a header of every request to the service's own origins.
            header(name: impl ::core::convert::Into<::std::string::String>, value: impl ::core::convert::Into<::std::string::String>);
            /// Sets a header of every request to the service's own origins, whose value is made
            /// anew for each. A header of the request itself takes its place.
            header_fn(name: impl ::core::convert::Into<::std::string::String>, value: impl ::core::ops::Fn() -> ::std::string::String + ::core::marker::Send + ::core::marker::Sync + 'static);
            /// Sets what carries the requests; without it, and with the feature `reqwest`, that is
            /// `ReqwestTransport`.
            transport(transport: impl $crate::Transport + 'static);
            /// Sets where access tokens come from; they go to the service's own origins only.
            token_source(source: impl $crate::TokenSource + 'static);
            /// Sets the clock to wait by, in the place of the transport's.
            clock(clock: impl $crate::Clock + 'static);
            /// Sets when a request is sent again.
            retry(retry: $crate::Retry);
            /// Sets how long one attempt may take. Without it there is no limit.
            timeout(limit: ::core::time::Duration);
            /// Sets how long all attempts of a request together may take.
            deadline(limit: ::core::time::Duration);
            /// Sets how many bytes an answer may have that is held as a whole.
            max_answer_size(bytes: u64);
            /// Sets how keys stand in paths.
            key_style(style: $crate::KeyStyle);
            /// Sets how bound operations are named in paths.
            operation_style(style: $crate::OperationStyle);
            /// Sets how values of enumerations stand in URLs.
            enum_style(style: $crate::EnumStyle);
            /// Sets the version of the protocol.
            odata_version(version: $crate::ODataVersion);
        }

        impl $builder {
            /// Sets a function that gives access tokens. It is called when there is none, when the
            /// last one is about to expire, and when the service rejects it; never twice at once.
            pub fn token_fn<F, R, T, E>(self, get: F) -> Self
            where
                F: ::core::ops::Fn() -> R + ::core::marker::Send + ::core::marker::Sync + 'static,
                R: ::core::future::Future<Output = ::core::result::Result<T, E>>
                    + ::core::marker::Send
                    + 'static,
                T: ::core::convert::Into<$crate::AccessToken> + 'static,
                E: ::core::convert::Into<
                        ::std::boxed::Box<
                            dyn ::std::error::Error + ::core::marker::Send + ::core::marker::Sync,
                        >,
                    > + 'static,
            {
                Self(self.0.token_fn(get))
            }

            /// Changes the settings by a function of the builder inside.
            pub fn configure(
                self,
                change: impl ::core::ops::FnOnce(
                    $crate::ClientBuilder<$type>,
                ) -> $crate::ClientBuilder<$type>,
            ) -> Self {
                Self(change(self.0))
            }

            /// The builder inside.
            pub fn into_inner(self) -> $crate::ClientBuilder<$type> {
                self.0
            }

            /// Makes the client.
            ///
            /// # Errors
            /// When the base URL, an origin, a header or the token is not one, or there is no
            /// transport.
            pub fn build(self) -> ::core::result::Result<$type, $crate::ConfigError> {
                self.0.build()
            }
        }

        impl ::core::convert::From<$crate::ClientBuilder<$type>> for $builder {
            fn from(builder: $crate::ClientBuilder<$type>) -> Self {
                Self(builder)
            }
        }
    };
}

/// Functions of a builder that hand their arguments to the builder inside.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_settings {
    ($builder:ident: $($(#[$doc:meta])* $name:ident($($argument:ident: $ty:ty),*);)*) => {
        impl $builder {
            $(
                $(#[$doc])*
                #[inline]
                pub fn $name(self, $($argument: $ty),*) -> Self {
                    Self(self.0.$name($($argument),*))
                }
            )*
        }
    };
}
